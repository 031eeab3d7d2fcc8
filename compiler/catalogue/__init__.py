"""What a component is, what passes between components, and how they are found."""
