"""The append-only log of acts and its Merkle tree (RFC 6962), signed checkpoints, idempotency keys, heartbeats."""
