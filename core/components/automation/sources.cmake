target_sources(scalelab_core PRIVATE
  components/automation/describe.cpp
  components/automation/automation.cpp
  components/automation/rollout.cpp
)
