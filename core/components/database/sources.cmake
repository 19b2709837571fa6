target_sources(scalelab_core PRIVATE
  components/database/acknowledgement.cpp
  components/database/copying.cpp
  components/database/database.cpp
  components/database/declaration.cpp
  components/database/failover.cpp
  components/database/peers.cpp
  components/database/recovery.cpp
  components/database/replication.cpp
)
