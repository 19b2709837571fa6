target_sources(scalelab_core PRIVATE
  components/autoscaling_group/autoscaling_group.cpp
  components/autoscaling_group/scaling_steps.cpp
)
