askdb_bench(link_bench ROOMS catalog)
