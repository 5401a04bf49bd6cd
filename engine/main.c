#include <samsyn/cli/command.h>

int main(int argc, char **argv)
{
    return syn_cli_main(argc, argv);
}
