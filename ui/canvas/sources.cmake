target_sources(scalelab_ui PRIVATE
  canvas/canvas.cpp canvas/canvas.h
  canvas/canvas_content.cpp canvas/canvas_content.h
  canvas/canvas_editing.cpp
  canvas/canvas_input.cpp
  canvas/canvas_private.h
  canvas/geometry.cpp canvas/geometry.h
  canvas/gesture.cpp canvas/gesture.h
  canvas/node_painter.cpp canvas/node_painter.h
  canvas/node_state.cpp canvas/node_state.h
  canvas/overlay_painter.cpp canvas/overlay_painter.h
  canvas/quick_add.cpp canvas/quick_add.h
  canvas/scene_layer.cpp canvas/scene_layer.h
  canvas/traffic/dot.h
  canvas/traffic/dot_painter.cpp canvas/traffic/dot_painter.h
  canvas/traffic/flight_dots.cpp canvas/traffic/flight_dots.h
  canvas/traffic/flow_dots.cpp canvas/traffic/flow_dots.h
  canvas/traffic/traffic_layer.cpp canvas/traffic/traffic_layer.h
  canvas/traffic/traffic_legend.cpp canvas/traffic/traffic_legend.h
  canvas/viewport.cpp canvas/viewport.h
  canvas/wire_painter.cpp canvas/wire_painter.h
  canvas/wire_routing.cpp
  canvas/zoom_controls.cpp canvas/zoom_controls.h
)
