"""Where Mesa 3.3 and 3.5 differ."""

try:
    from mesa.agentset import AgentSet, GroupBy  # from 3.5 on
except ImportError:
    from mesa.agent import AgentSet, GroupBy

__all__ = ["AgentSet", "GroupBy"]
