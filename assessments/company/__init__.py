"""What is Norwegian about a company: numbers, regions, industry codes, size, and derived facts."""
