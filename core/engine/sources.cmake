target_sources(scalelab_core PRIVATE
  engine/call_policy.cpp
  engine/catalog.cpp
  engine/commands.cpp
  engine/event_queue.cpp
  engine/faults.cpp
  engine/fleet.cpp
  engine/outcome.cpp
  engine/records.cpp
  engine/simulation.cpp
  engine/timeouts.cpp
  engine/tracer.cpp
  engine/transport.cpp
  engine/zones.cpp
)
