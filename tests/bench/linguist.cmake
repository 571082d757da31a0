askdb_bench(linguist_bench ROOMS linguist)
