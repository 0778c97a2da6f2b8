"""x"""


def parents_sheet(context):
    raise NotImplementedError


def children_sheet(context):
    raise NotImplementedError
