"""From the text of a spec to the files of a project; knows no framework."""
