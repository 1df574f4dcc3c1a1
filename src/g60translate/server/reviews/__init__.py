"""What a person makes of a finished job: edits checked, approved, and put into the document."""
