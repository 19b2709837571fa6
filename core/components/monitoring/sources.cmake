target_sources(scalelab_core PRIVATE
  components/monitoring/describe.cpp
  components/monitoring/monitoring.cpp
)
