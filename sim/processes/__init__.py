"""The processes of the day. Each has `run(economy, day)`; `sim.day` puts them in order."""
