target_sources(scalelab_core PRIVATE
  engine/catalog.cpp
  engine/commands.cpp
  engine/event_queue.cpp
  engine/outcome.cpp
  engine/simulation.cpp
  engine/timeouts.cpp
)
