askdb_bench(agent_bench ROOMS agent)
