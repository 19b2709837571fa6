target_sources(scalelab_core PRIVATE
  components/message_queue/message_queue.cpp
  components/message_queue/message_store.cpp
)
