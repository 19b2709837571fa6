target_sources(scalelab_core PRIVATE
  components/database/database.cpp
  components/database/failover.cpp
  components/database/replication.cpp
)
