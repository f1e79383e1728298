"""How the readers work together: settings, plan, pool, wire, reconciliation, the run."""
