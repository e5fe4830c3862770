from clemency.cli import main

main()
