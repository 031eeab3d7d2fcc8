"""What can be wrong with a spec, one class a code, and how it is said."""
