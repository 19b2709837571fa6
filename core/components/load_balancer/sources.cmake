target_sources(scalelab_core PRIVATE
  components/load_balancer/choice.cpp
  components/load_balancer/load_balancer.cpp
  components/load_balancer/standby.cpp
)
