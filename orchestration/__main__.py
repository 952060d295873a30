"""`python -m orchestration` is `tierledger`."""

from orchestration.cli import app

if __name__ == "__main__":
    app()
