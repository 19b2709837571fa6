target_sources(scalelab_core PRIVATE
  components/shard_router/describe.cpp
  components/shard_router/resharding.cpp
  components/shard_router/shard_layout.cpp
  components/shard_router/shard_router.cpp
)
