askdb_bench(guard_bench ROOMS sql)
