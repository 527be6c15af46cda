"""The pages of the demo that belong to the desk; `config.urls` puts them under /demo/."""

from django.urls import path

from putright.desk.views import demo

urlpatterns = [
    path("post/", demo.post, name="post"),
    path("post/<int:number>/", demo.item, name="post_item"),
    path("post/<int:number>/as-sent/", demo.item_as_sent, name="post_as_sent"),
]
