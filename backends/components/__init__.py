"""The catalogue: `KIND/NAME/component.py`; a new folder is a new component."""
