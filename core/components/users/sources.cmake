target_sources(scalelab_core PRIVATE
  components/users/class_measures.cpp
  components/users/declaration.cpp
  components/users/users.cpp
  components/users/visits.cpp
)
