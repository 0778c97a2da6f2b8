"""What happened here: events, people, projections, backups. Beside packs the only SQLite."""
