"""The landlord's rules as data: conditions, doctrine, their versions and their trial before adoption."""
