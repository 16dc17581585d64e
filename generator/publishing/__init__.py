"""A checked site put in place."""
