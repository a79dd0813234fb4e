from pacts.models import Plan
from zorgpact.operations.management.list_command import ListCommand


class Command(ListCommand):
    help = "Leest een lijst van plannen: nieuwe maken, bestaande bijwerken. Zonder --save is het een proef."
    model = Plan
