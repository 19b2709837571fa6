target_sources(scalelab_core PRIVATE
  components/nosql_store/cluster.cpp
  components/nosql_store/coordinate.cpp
  components/nosql_store/describe.cpp
  components/nosql_store/nosql_store.cpp
)
