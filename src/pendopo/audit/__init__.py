"""The log of acts and its Merkle tree, idempotency keys and heartbeats."""
