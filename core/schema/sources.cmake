target_sources(scalelab_core PRIVATE
  schema/declaration.cpp
  schema/read_value.cpp
  schema/verbs.cpp
)
