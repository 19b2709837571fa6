target_sources(scalelab_core PRIVATE
  io/text_file.cpp
  io/json.cpp
  io/json_handler.cpp
  io/json_writer.cpp
  io/migrations.cpp
  io/reference.cpp
  io/scene_problems.cpp
  io/scene_reader.cpp
  io/scene_schema.cpp
  io/scene_writer.cpp
)
