"""Made-up companies with plausible answers, to try things out on; the same seed gives the same."""
