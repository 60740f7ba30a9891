"""Your result is as large as the image: you have put zeros around it first. Here the kernel stays
on the image with all its entries. In how many places does it fit then?
"""

FAILS = (
    "check_slide_of_the_notebook",
    "check_slide",
    "check_slide_with_no_room",
    "check_slide_over_views",
)


def cross_correlate(image, kernel):
    return F.conv2d(image[None, None], kernel[None, None], padding="same")[0, 0]
