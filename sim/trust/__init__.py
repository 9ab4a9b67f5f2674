"""Rules by which trust in a host moves. One file each: `trust(row, …)`, about one membership, and its loop `step`."""
