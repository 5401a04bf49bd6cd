# Flags.cmake - how everything is compiled.

set(CMAKE_C_EXTENSIONS OFF)
add_compile_definitions(_POSIX_C_SOURCE=200809L SYN_VERSION="${PROJECT_VERSION}")
set(SYN_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla)
if(SYN_WERROR)
  list(APPEND SYN_WARNINGS -Werror)
endif()

# The same numbers on every machine, and no path of the builder's.
add_compile_options(-ffp-contract=off
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=build/)

if(SYN_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # The sanitizers blind what gcc 12 knows of ranges; dev warns all the same.
  list(APPEND SYN_WARNINGS -Wno-format-truncation)
endif()
if(SYN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# As the OpenSSF guide has it for gcc 12.
if(SYN_HARDEN)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
    -fstack-clash-protection -ftrivial-auto-var-init=zero
    -Wformat=2 -Wno-format-nonliteral -Werror=format-security)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_compile_options(-fcf-protection=full)
  endif()
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
