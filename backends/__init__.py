"""What projects are made of: the components, and for each framework how they are put together."""
