"""Users, appointments (who may do what, for which unit), citizens, sign-in."""
