"""`python -m g60translate` is the `g60translate` command."""

from g60translate.cli.app import main

if __name__ == "__main__":
    main()
