"""The page of the toy: a line of text for each thing that there is to show."""


def page(findings):
    lines = [repr(findings.implementation), findings.accuracy, findings.profile]
    lines += map(str, findings.verdicts)
    lines += [f"{each['outcome']} {each['id']}" for each in findings.records]
    return "\n".join([*lines, f"lost a worker: {findings.lost_a_worker}"])
