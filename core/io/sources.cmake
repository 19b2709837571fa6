target_sources(scalelab_core PRIVATE
  io/access_log.cpp
  io/text_file.cpp
  io/json.cpp
  io/json_handler.cpp
  io/json_writer.cpp
  io/migrations.cpp
  io/number_table.cpp
  io/reference.cpp
  io/scene_data.cpp
  io/scene_problems.cpp
  io/scene_reader.cpp
  io/scene_schema.cpp
  io/scene_writer.cpp
)
