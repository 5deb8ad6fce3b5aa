"""What the landlord pays outside the copropriété and recovers from its tenants: TEOM, contracts of its own."""
