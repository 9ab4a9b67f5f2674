"""The processes of the day. Each has `run(economy, day)`; `sim.model.day` lists them in order."""
