"""Evidence briefs and tables of figures about many, as clusters hand them on."""
