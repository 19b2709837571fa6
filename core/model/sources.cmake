target_sources(scalelab_core PRIVATE
  model/check.cpp
  model/component_view.cpp
  model/edit.cpp
  model/edit_text.cpp
  model/mentions.cpp
  model/scene.cpp
  model/scene_index.cpp
  model/utf8.cpp
  model/validate.cpp
  model/validate_events.cpp
  model/validate_wires.cpp
  model/wiring.cpp
  model/words.cpp
)
