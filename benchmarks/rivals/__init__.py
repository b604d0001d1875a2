"""Other readers, trained on the same data, that Quiver's is measured beside."""
