# Install.cmake - what goes where on a machine that samsyn is installed on.

install(TARGETS samsyn RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS syn_base syn_stats ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/samsyn/base include/samsyn/stats
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/samsyn)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The statistics can be used without the rest: pkg-config --libs samsyn-stats.
configure_file(engine/cmake/samsyn-stats.pc.in samsyn-stats.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/samsyn-stats.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
