from avow.cli import main

main()
