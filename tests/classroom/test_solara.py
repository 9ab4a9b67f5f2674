"""Mesa's SolaraViz plays an economy as it plays any model, where Solara is installed: pip install 'shequn[viz]'."""

from __future__ import annotations

import warnings

import pytest

from sim.model.economy import Economy

pytest.importorskip("solara")
pytestmark = pytest.mark.filterwarnings("ignore")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ipyvuetify
    import solara
    from mesa.visualization import SolaraViz, make_plot_component
    from mesa.visualization.solara_viz import ModelController

SMALL = {"members.count": 300, "run.days": 30}


def test_an_economy_is_drawn():
    economy, seen = Economy("base", rng=3, **SMALL), []
    page = SolaraViz(economy, components=[make_plot_component("followers"), lambda model: seen.append(model.day)],
                     model_params={"scenario": "base"}, name="Shequn")
    _, context = solara.render(page, handle_error=False)
    assert seen and seen[-1] == 0
    context.close()


@pytest.mark.parametrize(("pressed", "day"), [("step", 3), ("reset", 0)])
def test_its_controls_play_an_economy_and_build_it_anew(pressed, day):
    model = solara.Reactive(Economy("base", rng=3, **SMALL))
    model.value.step()
    model.value.step()
    controls = ModelController(model, model_parameters=solara.reactive({"scenario": "base", "rng": 3, **SMALL}),
                               use_threads=solara.reactive(False), render_interval=solara.reactive(1))
    _, context = solara.render(controls, handle_error=False)
    next(one.widget for one in context.find(ipyvuetify.Btn) if pressed in str(one.widget.children).lower()).click()
    assert model.value.day == day and model.value.seed == 3
    context.close()
